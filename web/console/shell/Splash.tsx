import { Mark } from '../../shared/ui/Icon.tsx';
import './shell.css';

/** The moment before the first page is there. */
export function Splash() {
  return (
    <div className="splash">
      <Mark size={44} />
    </div>
  );
}
