/**
 * One line of CSV (RFC 4180). What customers wrote may begin like a formula; with an apostrophe before it no
 * spreadsheet runs it (OWASP, "CSV Injection"), also where spaces, a line break or a wide sign come first.
 */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

function cell(text: string): string {
  const plain = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
