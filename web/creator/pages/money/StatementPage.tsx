import { StatementContent } from '../../../shared/money/StatementContent.tsx';
import { framed } from './frame.tsx';

export default framed(StatementContent);
