/** A chart as a picture to take away: drawn again on a plain ground with its title and where it comes from. */
import type { ECharts } from './engine.ts';

const twice = 2;
const margin = 28;

/** Saves a chart as PNG under a name. Throws where the browser cannot draw. */
export async function savePicture(
  chart: ECharts,
  {
    title,
    subtitle,
    footer,
    name,
    surface,
    ink,
    quiet,
    font,
  }: Readonly<Record<'title' | 'subtitle' | 'footer' | 'name' | 'surface' | 'ink' | 'quiet' | 'font', string>>,
): Promise<void> {
  const [width, height] = [chart.getWidth(), chart.getHeight()];
  const image = new Image();
  // As it stands on the page: the engine's own text of it breaks at the quotes in names of fonts.
  const drawing = new XMLSerializer().serializeToString(chart.getDom().querySelector('svg')!);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = (width + 2 * margin) * twice;
  canvas.height = (height + 4.5 * margin) * twice;
  const pen = canvas.getContext('2d')!;
  pen.scale(twice, twice);
  pen.fillStyle = surface;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  const write = (text: string, y: number, size: number, colour: string, weight = 400) => {
    pen.fillStyle = colour;
    pen.font = `${weight} ${size}px ${font}`;
    pen.fillText(text, margin, y, width);
  };
  write(title, margin + 10, 18, ink, 600);
  write(subtitle, margin + 32, 12, quiet);
  pen.drawImage(image, margin, margin * 2.2, width, height);
  write(footer, height + margin * 3.6, 11, quiet);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The canvas gave no picture.');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.png`;
  link.click();
  // A browser may begin to fetch it only after this has returned.
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
