import type { Page } from 'playwright-core';

/** Pastes as a browser does: what the clipboard holds, in the kinds it holds it. */
export async function paste(page: Page, data: { html?: string; text?: string; png?: string }): Promise<void> {
  await page.evaluate(
    `(() => {
      const data = ${JSON.stringify(data)};
      const clipboardData = new DataTransfer();
      if (data.html) clipboardData.setData('text/html', data.html);
      if (data.text) clipboardData.setData('text/plain', data.text);
      if (data.png) {
        const bytes = Uint8Array.from(atob(data.png), (sign) => sign.charCodeAt(0));
        clipboardData.items.add(new File([bytes], 'screen.png', { type: 'image/png' }));
      }
      document.activeElement.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    })()`,
  );
}
