import { devChinese } from '../dev/zh.ts';
import type { Templates } from '../phenomena.ts';

export const heldoutChinese: Templates = devChinese;
