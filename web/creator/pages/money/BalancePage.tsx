import { BalanceContent } from '../../../shared/money/BalanceContent.tsx';
import { framed } from './frame.tsx';

export default framed(BalanceContent);
