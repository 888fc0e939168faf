import { PayoutsContent } from '../../../shared/money/PayoutsContent.tsx';
import { framed } from './frame.tsx';

export const Component = framed(PayoutsContent);
