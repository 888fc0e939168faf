/** Which rows of a long list with rows of one height are near its visible part. */
import { useEffect, useState, type RefObject } from 'react';

export function useWindow(element: RefObject<HTMLElement | null>, count: number, rowPx: number, around = 8): { from: number; to: number } {
  const [range, setRange] = useState({ from: 0, to: Math.min(count, 40) });
  useEffect(() => {
    const node = element.current;
    if (!node) return undefined;
    const look = () => {
      const from = Math.max(0, Math.floor(node.scrollTop / rowPx) - around);
      const to = Math.min(count, Math.ceil((node.scrollTop + node.clientHeight) / rowPx) + around);
      setRange((before) => (before.from === from && before.to === to ? before : { from, to }));
    };
    look();
    node.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(node);
    return () => {
      node.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, [element, count, rowPx, around]);
  return range;
}
