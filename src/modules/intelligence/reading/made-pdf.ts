/** Writes small PDFs for tests: text at places, in Helvetica or as UTF-16 codes with a table that says what they mean. */

export type PdfText = { text: string; x: number; y: number; size: number };

/** A PDF 1.4 of pages of texts. */
export function makePdf(pages: readonly (readonly PdfText[])[], info: { title?: string; created?: string }): Uint8Array {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const stream = (content: string): string => `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
  const catalog = add('');
  const tree = add('');
  const latin = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  const meanings = add(
    stream(
      '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end',
    ),
  );
  const descriptor = add(
    '<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>',
  );
  const descendant = add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${descriptor} 0 R /DW 1000 >>`,
  );
  const chinese = add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [${descendant} 0 R] /ToUnicode ${meanings} 0 R >>`,
  );
  const kids = pages.map((texts) => {
    const content = add(stream(texts.map(show).join('\n')));
    return add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 595 842] /Contents ${content} 0 R /Resources << /Font << /L ${latin} 0 R /C ${chinese} 0 R >> >> >>`,
    );
  });
  objects[catalog - 1] = `<< /Type /Catalog /Pages ${tree} 0 R >>`;
  objects[tree - 1] = `<< /Type /Pages /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] /Count ${kids.length} >>`;
  const about = add(`<< ${info.title ? `/Title (${info.title})` : ''} ${info.created ? `/CreationDate (${info.created})` : ''} >>`);
  return assemble(objects, catalog, about);
}

function show({ text, x, y, size }: PdfText): string {
  const plain = /^[\x20-\x7e]*$/.test(text);
  const shown = plain ? `(${text.replace(/[\\()]/g, '\\$&')})` : `<${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
  return `BT /${plain ? 'L' : 'C'} ${size} Tf ${x} ${y} Td ${shown} Tj ET`;
}

function assemble(objects: readonly string[], catalog: number, about: number): Uint8Array {
  const parts = ['%PDF-1.4\n'];
  let at = parts[0]!.length;
  const places = objects.map((body, index) => {
    const place = at;
    const part = `${index + 1} 0 obj\n${body}\nendobj\n`;
    parts.push(part);
    at += part.length;
    return place;
  });
  parts.push(
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')}`,
  );
  parts.push(`trailer\n<< /Size ${objects.length + 1} /Root ${catalog} 0 R /Info ${about} 0 R >>\nstartxref\n${at}\n%%EOF\n`);
  return Buffer.from(parts.join(''), 'latin1');
}
