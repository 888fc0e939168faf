import { ProfileContent } from '../../../shared/money/ProfileContent.tsx';
import { framed } from './frame.tsx';

export const Component = framed(ProfileContent);
