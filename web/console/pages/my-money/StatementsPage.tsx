import { StatementsContent } from '../../../shared/money/StatementsContent.tsx';
import { framed } from './frame.tsx';

export const Component = framed(StatementsContent);
