import pg from 'pg';

export type Statement = { text: string; values: readonly unknown[] };
export type Answer = { command: string; count: number; rows: unknown[] };

type Field = { name: string; dataTypeID: number };
type Column = { name: string; parse: (value: string) => unknown };
/** A statement a connection keeps parsed, with its columns, so that they need not be told again. */
type Parsed = { name: string; columns: Column[] };
type Kept = { parsed: Map<string, Parsed>; toClose: string[]; made: number };

/** Statements a connection keeps; beyond that the one unused for longest makes room. */
const mostKept = 200;
/** A table changed under a statement (0A000: its columns are others now), or statements were dropped (26000). */
const stale = new Set(['0A000', '26000']);
const keptBy = new WeakMap<pg.Connection, Kept>();

/** node-postgres' own way from values of JavaScript to those of the wire; its types leave it out. */
const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): unknown } }).utils;

/**
 * Sends several statements at once and resolves with all their answers: what costs most about a small
 * statement is waiting for the one before. The first that fails rejects and none after it is run
 * (PostgreSQL manual, "Extended Query", "Pipelining"). Each sees what those before it did, and all that was committed
 * when its turn came.
 */
export function roundTrip(client: pg.ClientBase, statements: readonly Statement[]): Promise<Answer[]> {
  return new Promise((resolve, reject) => {
    client.query(new Round(statements, resolve, reject));
  });
}

function keptOn(connection: pg.Connection): Kept {
  const kept = keptBy.get(connection) ?? { parsed: new Map(), toClose: [], made: 0 };
  keptBy.set(connection, kept);
  return kept;
}

/** One round trip, in the shape in which node-postgres takes a query of another make (as of pg-cursor). */
class Round implements pg.Submittable {
  private readonly statements: readonly Statement[];
  private readonly resolve: (answers: Answer[]) => void;
  private readonly reject: (error: unknown) => void;
  private readonly answers: Answer[] = [];
  private readonly parsed: Parsed[] = [];
  private readonly fresh = new Set<Parsed>();
  private kept: Kept | undefined;
  private rows: unknown[] = [];
  /** node-postgres calls this instead when the connection is lost. */
  callback = (error: unknown): void => this.reject(error);

  constructor(
    statements: readonly Statement[],
    resolve: (answers: Answer[]) => void,
    reject: (error: unknown) => void,
  ) {
    this.statements = statements;
    this.resolve = resolve;
    this.reject = reject;
  }

  submit(connection: pg.Connection): void {
    this.kept = keptOn(connection);
    connection.stream.cork();
    for (const { text, values } of this.statements) {
      const parsed = this.parsedFor(connection, this.kept, text);
      this.parsed.push(parsed);
      const bind = {
        portal: '',
        statement: parsed.name,
        values: [...values],
        binary: false,
        valueMapper: prepareValue,
      };
      connection.bind(bind as unknown as pg.BindConfig, true);
      if (this.fresh.has(parsed)) connection.describe({ type: 'P', name: '' }, true);
      connection.execute({ portal: '', rows: '' }, true);
    }
    for (const name of this.kept.toClose.splice(0)) connection.close({ type: 'S', name }, true);
    connection.sync();
    connection.stream.uncork();
  }

  private parsedFor(connection: pg.Connection, kept: Kept, text: string): Parsed {
    let parsed = kept.parsed.get(text);
    if (parsed) kept.parsed.delete(text);
    else {
      parsed = { name: `rapport_${kept.made++}`, columns: [] };
      this.fresh.add(parsed);
      connection.parse({ name: parsed.name, text, types: [] }, true);
    }
    // The one used last stands last.
    kept.parsed.set(text, parsed);
    const [oldest] = kept.parsed;
    if (oldest && kept.parsed.size > mostKept) {
      kept.parsed.delete(oldest[0]);
      kept.toClose.push(oldest[1].name);
    }
    return parsed;
  }

  handleRowDescription({ fields }: { fields: Field[] }): void {
    this.current.columns = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: pg.types.getTypeParser(dataTypeID),
    }));
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const row: Record<string, unknown> = {};
    for (const [n, { name, parse }] of this.current.columns.entries()) {
      const value = fields[n];
      row[name] = value == null ? null : parse(value);
    }
    this.rows.push(row);
  }

  handleCommandComplete({ text: tag }: { text: string }): void {
    this.fresh.delete(this.current);
    const [command = '', ...counts] = tag.split(' ');
    this.answers.push({ command, count: Number(counts.at(-1) ?? 0), rows: this.rows });
    this.rows = [];
  }

  handleReadyForQuery(): void {
    this.resolve(this.answers);
  }

  /**
   * What was to be parsed with or after the one that failed may be there or not: it is parsed anew. So is
   * everything if the database no longer has what we think it keeps.
   */
  handleError(error: unknown): void {
    const lost = error instanceof Error && 'code' in error && stale.has(String(error.code));
    for (const [text, parsed] of this.kept?.parsed ?? []) {
      if (!lost && !this.fresh.has(parsed)) continue;
      this.kept?.parsed.delete(text);
      this.kept?.toClose.push(parsed.name);
    }
    this.reject(error);
  }

  private get current(): Parsed {
    return this.parsed[this.answers.length] as Parsed;
  }
}
