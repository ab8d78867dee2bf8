export type { DocumentTemplate, Manifest, PdfPrinter, PrintedDocument, PrintJob, RequiredData } from './document.ts';
