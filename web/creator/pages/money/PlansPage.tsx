import { PlansContent } from '../../../shared/money/PlansContent.tsx';
import { framed } from './frame.tsx';

export default framed(PlansContent);
