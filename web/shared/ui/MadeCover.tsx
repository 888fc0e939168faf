/** The quiet poster of a work without a cover, always the same for the same id. */
import './cover.css';

/** Ground, far, near and light of each poster: pairs of mineral pigments, all dark enough for white words. */
const palettes = [
  ['#123f4f', '#1d6076', '#0c2c38', '#f0b73f'],
  ['#4a1d1a', '#8a3424', '#31110f', '#f2a65a'],
  ['#1d3b2c', '#2f6a4b', '#122619', '#d9c98a'],
  ['#2b2350', '#4d3f8a', '#1a1534', '#e7a9c0'],
  ['#46300f', '#7d5a1d', '#2e1f08', '#f6d989'],
  ['#34202f', '#71425f', '#221420', '#f0c9a5'],
  ['#1f2b3d', '#3c5777', '#131b28', '#e4ded0'],
  ['#2d2f31', '#55595d', '#1b1c1e', '#d98e5f'],
] as const;

/** FNV-1a over the id: enough to scatter neighbours over the posters. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193) >>> 0;
  return hash;
}

const isCjk = (text: string) => /[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]/.test(text);

export function MadeCover({ id, title }: { id: string; title: string }) {
  const hash = hashOf(id);
  const [ground, far, near, glow] = palettes[hash % palettes.length]!;
  const scene = (hash >>> 4) % 4;
  const shift = ((hash >>> 8) % 100) / 100;
  const vertical = isCjk(title);
  return (
    <div className={`cover cover-made${vertical ? ' is-vertical' : ''}`} style={{ background: ground }} aria-hidden="true">
      <svg viewBox="0 0 90 120" preserveAspectRatio="xMidYMid slice">
        <Scene scene={scene} shift={shift} far={far} near={near} glow={glow} />
      </svg>
      <span className={[...title].length > 9 ? 'is-long' : ''}>{title}</span>
    </div>
  );
}

function Scene({ scene, shift, far, near, glow }: { scene: number; shift: number; far: string; near: string; glow: string }) {
  const x = 18 + shift * 50;
  if (scene === 0) {
    return (
      <>
        <circle cx={x} cy={78} r={17} fill={glow} opacity=".9" />
        <path d={`M0 ${92 - shift * 8} Q22 72 45 88 T90 ${80 + shift * 8} V120 H0Z`} fill={far} />
        <path d="M0 108 Q30 90 58 104 T90 100 V120 H0Z" fill={near} />
      </>
    );
  }
  if (scene === 1) {
    return (
      <>
        <path d={`M${x} 0 L${x + 26} 0 L${x - 6} 120 L${x - 58} 120Z`} fill={far} />
        <path d={`M${x + 7} 0 L${x + 13} 0 L${x - 26} 120 L${x - 38} 120Z`} fill={glow} opacity=".75" />
      </>
    );
  }
  if (scene === 2) {
    return (
      <>
        {Array.from({ length: 5 }, (_, i) => (
          <circle key={i} cx={x} cy={104} r={66 - i * 13} fill={i % 2 ? near : far} />
        ))}
        <circle cx={x} cy={104} r={7} fill={glow} />
      </>
    );
  }
  return (
    <>
      <path d="M0 70 H90 V120 H0Z" fill={near} />
      {Array.from({ length: 7 }, (_, i) => (
        <rect key={i} x={i * 14 - 2} y={70 - ((i * 37 + shift * 90) % 34)} width={10} height={80} fill={far} />
      ))}
      <rect x={Math.floor(shift * 6) * 14 - 2} y={82} width={10} height={38} fill={glow} opacity=".9" />
    </>
  );
}
