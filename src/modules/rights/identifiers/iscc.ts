/** x */
export function isccOf(_of: { title: string; description: string; text: string }): string | null {
  return null;
}
