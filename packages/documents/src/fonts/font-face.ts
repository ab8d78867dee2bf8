/** One cut of a font family, as bytes: what CSS calls a font face. */
export interface FontFace {
  readonly family: string;
  readonly weight: string;
  readonly style: 'normal' | 'italic';
  /** The characters that it is used for, as in CSS. */
  readonly unicodeRange: string;
  /** The file's name, for the manifest. */
  readonly file: string;
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
  readonly data: Uint8Array;
}
