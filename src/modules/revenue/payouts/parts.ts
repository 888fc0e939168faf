import type { RevenueParts } from '../service/parts.ts';
import type { PayeeDirectory } from './profile.ts';

export type PayoutParts = RevenueParts & { readonly payeeDirectory: PayeeDirectory };
