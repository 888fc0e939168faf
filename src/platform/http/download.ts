/** `Content-Disposition` with a name in any script (RFC 6266, RFC 8187): what a browser saves, or shows under that name. */
export function contentDisposition(filename: string, way: 'attachment' | 'inline' = 'attachment'): string {
  const encoded = encodeURIComponent(filename).replace(/['()*]/g, (sign) => `%${sign.codePointAt(0)!.toString(16).toUpperCase()}`);
  return `${way}; filename*=UTF-8''${encoded}`;
}
