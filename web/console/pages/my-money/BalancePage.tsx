import { BalanceContent } from '../../../shared/money/BalanceContent.tsx';
import { framed } from './frame.tsx';

export const Component = framed(BalanceContent);
