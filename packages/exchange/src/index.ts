export { type RowColumn, type RowFormat, type RowsOptions, writeRows } from './csv/write-rows.ts';
export { readXml, type XmlDocument, type XmlElement } from './dmn/xml.ts';
