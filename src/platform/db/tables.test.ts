import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import ts from 'typescript';
import { testDatabase } from '../../../test/db.ts';

/** The row types as declared: each `Tables` interface, its members followed to the interface they name. */
async function declared(): Promise<Map<string, Set<string>>> {
  const root = path.resolve(import.meta.dirname, '../../..');
  const tables = new Map<string, Set<string>>();
  for (const file of globSync('src/**/tables.ts', { cwd: root })) {
    const source = ts.createSourceFile(
      file,
      await readFile(path.join(root, file), 'utf8'),
      ts.ScriptTarget.Latest,
    );
    const named = new Map<string, ts.NodeArray<ts.TypeElement>>();
    const found: ts.NodeArray<ts.TypeElement>[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isInterfaceDeclaration(node)) {
        if (node.name.text === 'Tables') found.push(node.members);
        else named.set(node.name.text, node.members);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    const nameOf = (member: ts.TypeElement): string =>
      member.name && (ts.isIdentifier(member.name) || ts.isStringLiteral(member.name))
        ? member.name.text
        : '';
    for (const member of found.flatMap((members) => [...members])) {
      const type = ts.isPropertySignature(member) ? member.type : undefined;
      const columns =
        type && ts.isTypeLiteralNode(type)
          ? type.members
          : type && ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)
            ? named.get(type.typeName.text)
            : undefined;
      assert.ok(columns, `${file}: ${nameOf(member)} has no columns a reader can find`);
      tables.set(nameOf(member), new Set(columns.map(nameOf)));
    }
  }
  return tables;
}

const database = await testDatabase();
after(() => database.drop());

test('the declared tables are the tables of the database, column by column', async () => {
  const client = new pg.Client(database.config);
  await client.connect();
  const { rows } = await client.query<{ table_name: string; columns: string[] }>(
    `select table_name, array_agg(column_name::text order by column_name) as columns
     from information_schema.columns
     where table_schema = 'public' and table_name not like 'kysely_%' group by 1 order by 1`,
  );
  await client.end();
  const actual = Object.fromEntries(rows.map((row) => [row.table_name, row.columns]));
  const expected = Object.fromEntries(
    [...(await declared())]
      .map(([name, columns]) => [name, [...columns].sort()])
      .sort(([a], [b]) => ((a as string) < (b as string) ? -1 : 1)),
  );
  assert.deepEqual(expected, actual);
});
