/** How long ago something was said, in minutes. */
export const minute = 1;
export const hour = 60;
export const day = 24 * hour;
