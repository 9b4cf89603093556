/** At most so many conversations are remembered, those heard of last. */
const MOST = 5_000;

/**
 * The newest version of each conversation this desk has heard of: by an event, or because it changed it itself.
 * An answer that says less was asked for before, and is not believed.
 */
export class Heard {
  readonly #of = new Map<string, { version: number; at: number }>();
  #count = 0;

  /** A moment, to be compared with later ones. */
  get moment(): number {
    return this.#count;
  }

  /** That a conversation changed; to which version, if that is known. */
  hear(id: string, version: number | null | undefined): void {
    const before = this.#of.get(id);
    this.#of.delete(id);
    this.#of.set(id, { version: Math.max(before?.version ?? 0, version ?? 0), at: ++this.#count });
    const [oldest] = this.#of.keys();
    if (this.#of.size > MOST && oldest !== undefined) this.#of.delete(oldest);
  }

  /** The server's own memory may be another one now, such as a backup's. */
  forget(): void {
    this.#of.clear();
  }

  /** Whether it has changed since what this says. */
  outdated = ({ id, version }: { id: string; version: number }): boolean =>
    (this.#of.get(id)?.version ?? 0) > version;

  /** Whether anything was heard of it after a moment. */
  since(id: string, moment: number): boolean {
    return (this.#of.get(id)?.at ?? 0) > moment;
  }
}
