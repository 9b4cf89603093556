/**
 * RFC 3676 format=flowed undone: lines ending in a space go on in the next one of the same quote depth.
 * `delSp` drops that space (used for languages without spaces).
 */
export function unflow(text: string, delSp: boolean): string {
  const out: string[] = [];
  let open: { depth: number; pieces: string[] } | null = null;
  const close = () => {
    if (open) out.push((open.depth > 0 ? `${'>'.repeat(open.depth)} ` : '') + open.pieces.join(''));
    open = null;
  };
  for (const line of text.split('\n')) {
    const depth = /^>*/.exec(line)?.[0].length ?? 0;
    let content = line.slice(depth);
    if (content.startsWith(' ')) content = content.slice(1);
    const signature = content === '-- ';
    if (open && ((open as { depth: number }).depth !== depth || signature)) close();
    const flows = content.endsWith(' ') && !signature && content.trim() !== '';
    const piece = flows && delSp ? content.slice(0, -1) : content;
    if (open) (open as { pieces: string[] }).pieces.push(piece);
    else open = { depth, pieces: [piece] };
    if (!flows) close();
  }
  close();
  return out.join('\n');
}
