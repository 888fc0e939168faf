import { StatementsContent } from '../../../shared/money/StatementsContent.tsx';
import { framed } from './frame.tsx';

export default framed(StatementsContent);
