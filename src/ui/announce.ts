/** Milliseconds between two announcements at least: faster, and a busy inbox would never stop talking. */
const PAUSE = 5_000;

/** Gathers sentences and says them together, at most once each five seconds. The first is said at once. */
export class Batch {
  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #say: (text: string) => void = () => {};

  add(text: string): void {
    if (!this.#waiting.includes(text)) this.#waiting.push(text);
    if (!this.#timer) this.#speak();
  }

  /** Where announcements go; returns how to stop. */
  listen(say: (text: string) => void): () => void {
    this.#say = say;
    return () => {
      this.#say = () => {};
      clearTimeout(this.#timer);
      this.#timer = undefined;
    };
  }

  #speak(): void {
    if (this.#waiting.length === 0) {
      this.#timer = undefined;
      return;
    }
    this.#say(this.#waiting.splice(0).join(' '));
    this.#timer = setTimeout(() => this.#speak(), PAUSE);
  }
}
