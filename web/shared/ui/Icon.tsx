/** The house's line icons, 20 units square, drawn with the text's colour. Decorative: the control beside them has the name. */
const paths = {
  library: 'M3 4h4v12H3zM8.5 4h3.5v12H8.5zM13.6 4.6l3-.8 3 11.2-3 .8z',
  import: 'M10 3v9m0-9L6.5 6.5M10 3l3.5 3.5M3.5 12.5v3a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-3',
  settings: 'M4 6h6m4 0h2M4 14h2m4 0h6M12 4v4M8 12v4',
  tasks: 'M3 10h3l2-5 4 10 2-5h3',
  search: 'M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4zm3.7 8.7L17 17',
  plus: 'M10 4v12M4 10h12',
  close: 'M5 5l10 10M15 5L5 15',
  check: 'M4 10.5l4 4 8-9',
  grid: 'M3.5 3.5h5v5h-5zM11.5 3.5h5v5h-5zM3.5 11.5h5v5h-5zM11.5 11.5h5v5h-5z',
  list: 'M3.5 5h13M3.5 10h13M3.5 15h13',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  edit: 'M4 16l.8-3.4L13 4.4a1.4 1.4 0 0 1 2 0l.6.6a1.4 1.4 0 0 1 0 2L7.4 15.2z',
  trash: 'M4 5.5h12M8 5.5V3.8h4v1.7M5.5 5.5l.7 11h7.6l.7-11M8.5 8.5v5M11.5 8.5v5',
  restore: 'M4 9a6 6 0 1 1 1.6 5M4 4v5h5',
  play: 'M6.5 4.2l9 5.8-9 5.8z',
  pause: 'M6.5 4v12M13.5 4v12',
  wave: 'M2.5 10h1.5M6 7v6M9 4v12M12 6.5v7M15 8.5v3M17.5 10h.5',
  hook: 'M13 3v8.5a4 4 0 1 1-8 0V10l2.2 1.8',
  lock: 'M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  film: 'M3.5 4h13v12h-13zM7 4v12M13 4v12M3.5 8H7M3.5 12H7M13 8h3.5M13 12h3.5',
  text: 'M4 5h12M4 5v2M16 5v2M10 5v11M7.5 16h5',
  folder: 'M3 5.5h5l1.5 2H17v8.5H3z',
  warn: 'M10 3.5L17.5 16.5h-15zM10 8.5v3.5M10 14.3h.01',
  info: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 9v4.5M10 6.5h.01',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  key: 'M7.5 9a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4zM9.8 10L16 3.8M13 7l2.5 2.5',
  person: 'M10 4a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM4 16.5c.8-3 3-4.3 6-4.3s5.2 1.3 6 4.3',
  out: 'M8 4H4v12h4M8 10h9m0 0l-3.5-3.5M17 10l-3.5 3.5',
  sun: 'M10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M15.3 4.7l-1.4 1.4M6.1 13.9l-1.4 1.4',
  moon: 'M16 12.2A6.6 6.6 0 0 1 7.8 4 6.6 6.6 0 1 0 16 12.2z',
  down: 'M5.5 8l4.5 4.5L14.5 8',
  right: 'M8 5.5l4.5 4.5L8 14.5',
  left: 'M12 5.5L7.5 10l4.5 4.5',
  link: 'M8.5 11.5l3-3M7.5 8L5 10.5a3 3 0 0 0 4.2 4.2l2.4-2.4M12.5 12l2.5-2.5a3 3 0 0 0-4.2-4.2L8.4 7.7',
  clip: 'M5.5 4a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM5.5 12a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM7 7.2L16.5 14M7 12.8L16.5 6',
  download: 'M10 3v9m0 0l-3.5-3.5M10 12l3.5-3.5M3.5 13v3.5h13V13',
  book: 'M4 4h5a1.5 1.5 0 0 1 1.5 1.5V16A1.5 1.5 0 0 0 9 14.5H4zM17 4h-5a1.5 1.5 0 0 0-1.5 1.5V16a1.5 1.5 0 0 1 1.5-1.5h5z',
  globe: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM3 10h14M10 3c2 2 2.8 4.4 2.8 7S12 15 10 17c-2-2-2.8-4.4-2.8-7S8 5 10 3z',
  home: 'M3.5 9L10 3.5 16.5 9v7.5h-4.5V12h-4v4.5H3.5z',
  store: 'M4 8.5v8h12v-8M3 8.5L4.5 4h11L17 8.5zM3 8.5a2.3 2.3 0 0 0 4.6 0 2.3 2.3 0 0 0 4.8 0 2.3 2.3 0 0 0 4.6 0',
  bell: 'M5.5 13.5V9a4.5 4.5 0 0 1 9 0v4.5l1.5 1.5H4zM8.5 17h3',
  share: 'M10 12.5V3M6.8 6L10 3l3.2 3M5 9.5H4v7h12v-7h-1',
  qr: 'M3.5 3.5h5v5h-5zM11.5 3.5h5v5h-5zM3.5 11.5h5v5h-5zM11.5 11.5h2v2h-2zM14.5 14.5h2v2h-2z',
  receipt: 'M5 3.5h10v13l-2-1.3-1.7 1.3-1.3-1.3-1.3 1.3L7 15.2l-2 1.3zM7.8 7.5h4.4M7.8 10.5h4.4',
  send: 'M17 3L3 8.8l5.2 2.5L11 17zM17 3l-8.8 8.3',
  volume: 'M3.5 8v4H6l3.5 3V5L6 8zM12.5 7.5a3.5 3.5 0 0 1 0 5M14.8 5.2a6.7 6.7 0 0 1 0 9.6',
  muted: 'M3.5 8v4H6l3.5 3V5L6 8zM13 8l4 4M17 8l-4 4',
  megaphone: 'M3.5 8.5v3h2.5l7 3.5V5L6 8.5zM6.5 11.7l1 4.3h2l-.8-3.2M15.5 8a3 3 0 0 1 0 4',
  people:
    'M7.5 5a2.6 2.6 0 1 0 0 5.2A2.6 2.6 0 0 0 7.5 5zM2.5 16c.6-2.6 2.5-3.8 5-3.8s4.4 1.2 5 3.8M13 5.3a2.4 2.4 0 0 1 0 4.6M14.5 12.5c1.7.5 2.7 1.7 3.1 3.5',
  badge: 'M5 3.5h10v13l-5-3-5 3zM7.7 8.3l1.7 1.7 3-3.3',
  chart: 'M3.5 3.5v13h13M7 13v-3M10.5 13V7M14 13V5.5',
  coins:
    'M8 4.5c2.8 0 5 .9 5 2s-2.2 2-5 2-5-.9-5-2 2.2-2 5-2zM3 6.5v4c0 1.1 2.2 2 5 2M3 10.5v3c0 1.1 2.2 2 5 2M12 9.500c2.8 0 5 .9 5 2s-2.2 2-5 2-5-.9-5-2 2.2-2 5-2zM7 11.500v3c0 1.1 2.2 2 5 2s5-.9 5-2v-3',
  shield: 'M10 3l6 2.200v4.300c0 3.7-2.5 6.3-6 7.5-3.5-1.2-6-3.8-6-7.500V5.200zM10 7v3.500M10 12.800h.01',
  sheet: 'M3.5 4h13v12h-13zM3.5 8h13M3.5 12h13M8 4v12',
  plug: 'M7 3v4M13 3v4M5 7h10v2.500a5 5 0 0 1-10 0zM10 14.500V17',
  menu: 'M3.5 5.500h13M3.5 10h13M3.5 14.500h13',
  code: 'M7 6l-4 4 4 4M13 6l4 4-4 4',
  up: 'M5.5 12L10 7.500l4.5 4.5',
  grip: 'M8 5h.01M8 10h.01M8 15h.01M12 5h.01M12 10h.01M12 15h.01',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d={paths[name]} />
    </svg>
  );
}

/** The mark: a line, and the hook at its end. As in public/mark.svg, which the browser's tab shows. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg
      className="mark"
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none', display: 'block' }}
    >
      <rect width="32" height="32" rx="7" fill="#17566b" />
      <path
        d="M20.5 6.5v12a6 6 0 0 1-12 0v-2l3 2.6"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="20.5" cy="6.5" r="2.4" fill="#f0b73f" />
    </svg>
  );
}
