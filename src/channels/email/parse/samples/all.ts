import { archives } from './archives.ts';
import { heldOutReplies } from './held-out.ts';
import { heldOutOthers } from './held-out-others.ts';
import { heldOutWild } from './held-out-wild.ts';
import { machines } from './machines.ts';
import { oddities } from './oddities.ts';
import { pages } from './pages.ts';
import { programs } from './programs.ts';
import type { Sample } from './sample.ts';
import { wild } from './wild.ts';

export const samples: Sample[] = [...programs, ...archives, ...pages, ...machines, ...oddities, ...heldOutReplies, ...heldOutOthers, ...wild, ...heldOutWild];
