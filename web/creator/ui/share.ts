/** Taking things along: the clipboard, the phone's share sheet, files. */

/** Without a secure context there is no clipboard API: the old way still works there. Resolves to whether it was copied. */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused (no focus, a policy): the old way may still be allowed.
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}

/** Whether this browser has a share sheet. */
export const canShare = typeof navigator.share === 'function';

/** Opens the share sheet; a person who closes it again has done nothing wrong. Resolves to whether something was shared. */
export async function share(data: ShareData): Promise<boolean> {
  try {
    await navigator.share(data);
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return false;
    throw error;
  }
}

/** Whether a file of this kind may go into the share sheet here. */
export function canShareFile(name: string, type: string): boolean {
  return canShare && typeof navigator.canShare === 'function' && navigator.canShare({ files: [new File([], name, { type })] });
}
