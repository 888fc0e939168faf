import { StatementContent } from '../../../shared/money/StatementContent.tsx';
import { framed } from './frame.tsx';

export const Component = framed(StatementContent);
