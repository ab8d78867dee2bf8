export type { DocumentTemplate, Manifest, PdfPrinter, PrintedDocument, PrintJob, RequiredData } from './document.ts';
export { FONT_FAMILIES, fontFaces } from './fonts/bundled-fonts.ts';
export type { FontFace } from './fonts/font-face.ts';
export { type FoundChromium, findChromium, NoChromium } from './printing/find-chromium.ts';
export { createPdfPrinter, type PdfPrinterOptions, PrintingTookTooLong } from './printing/pdf-printer.ts';
export { countPages } from './printing/stamp-pdf.ts';
