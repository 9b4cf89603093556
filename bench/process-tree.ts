import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of the kernel's clock in a second, as Linux tells user space (sysconf(_SC_CLK_TCK)). */
const ticksPerSecond = 100;

type Process = { pid: number; parent: number; ms: number };

/**
 * Processor time in milliseconds that a process, everything it started and everything they started has
 * used so far, children that have ended included. Linux only.
 */
export function processorTime(pid: number): number {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => read(Number(name)));
  const tree = new Set([pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const one of all) {
      if (tree.has(one.pid) || !tree.has(one.parent)) continue;
      tree.add(one.pid);
      grown = true;
    }
  }
  return all.filter((one) => tree.has(one.pid)).reduce((sum, one) => sum + one.ms, 0);
}

/** proc(5): the name stands in brackets and may hold anything; what counts comes after the last one. */
function read(pid: number): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
    return [
      {
        pid,
        parent: fields[1] ?? 0,
        ms: ((user + system + endedUser + endedSystem) * 1000) / ticksPerSecond,
      },
    ];
  } catch {
    return [];
  }
}
