import { cruise, type ICruiseResult, type IViolation } from 'dependency-cruiser';
import { wallRules } from './wall-rules.ts';

export type Walls = {
  /** How many files were looked at: with a TypeScript it does not know, the checker passes on none. */
  modules: number;
  broken: string[];
};

/**
 * Looks for imports that break a wall of the house.
 * @param baseDir folder that holds `src/` and perhaps `bin/`
 */
export async function checkWalls(baseDir: string, folders = ['src', 'bin']): Promise<Walls> {
  const { options, ...ruleSet } = wallRules;
  const { output } = await cruise(folders, { ...options, baseDir, validate: true, ruleSet });
  const { modules, summary } = output as ICruiseResult;
  return {
    modules: modules.filter(({ source }) => /^(src|bin)\//.test(source)).length,
    broken: summary.violations.map(describe),
  };
}

function describe({ rule, from, to, cycle }: IViolation): string {
  const way = cycle ? [from, ...cycle.map((step) => step.name)].join(' → ') : `${from} → ${to}`;
  const why = wallRules.forbidden.find((each) => each.name === rule.name)?.comment;
  return `${way}  (${rule.name}: ${why})`;
}
