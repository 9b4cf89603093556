import { heldOut } from './held-out.ts';
import { machines } from './machines.ts';
import { oddities } from './oddities.ts';
import { programs } from './programs.ts';
import type { Sample } from './sample.ts';

export const samples: Sample[] = [...programs, ...machines, ...oddities, ...heldOut];
