/**
 * Text as it is compared in a search: one Unicode form (Å typed as A + ring equals Å), lower case with Æ, Ø and Å,
 * every kind of space as one space, every kind of dash and minus as `-`, every kind of double quote as `"`.
 * The typed and the shown go through the same.
 */
export function folded(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s\u00a0\u2000-\u200b\u202f\u205f\u3000]+/g, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u201c-\u201f\u00ab\u00bb]/g, '"')
    .trim()
}
