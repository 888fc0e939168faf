import { useEffect, useRef, useState } from 'react';
import { Icon } from './Icon.tsx';
import './search-box.css';
import { useUrlState } from './url-state.ts';

/** Looks while one types, a moment after the last key; a composition (pinyin) is waited for. */
export function SearchBox({ label, name = 'q' }: { label: string; name?: string }) {
  const [query, setQuery] = useUrlState<string>(name, '');
  const [text, setText] = useState(query);
  const composing = useRef(false);
  const sent = useRef(query);
  useEffect(() => {
    // The address changed by other means than this box, e.g. by stepping back.
    if (query !== sent.current) setText((sent.current = query));
  }, [query]);
  useEffect(() => {
    if (text === sent.current || composing.current) return;
    const timer = window.setTimeout(() => setQuery((sent.current = text.trim())), 250);
    return () => window.clearTimeout(timer);
  }, [text, setQuery]);
  return (
    <label className="search-box">
      <Icon name="search" />
      <input
        type="search"
        value={text}
        placeholder={label}
        aria-label={label}
        enterKeyHint="search"
        onCompositionStart={() => (composing.current = true)}
        onCompositionEnd={(event) => {
          composing.current = false;
          setText(event.currentTarget.value);
          setQuery((sent.current = event.currentTarget.value.trim()));
        }}
        onChange={(event) => setText(event.target.value)}
      />
    </label>
  );
}
