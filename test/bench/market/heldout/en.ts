import { devEnglish } from '../dev/en.ts';
import type { Templates } from '../phenomena.ts';

export const heldoutEnglish: Templates = devEnglish;
