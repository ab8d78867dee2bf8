export { type RowColumn, type RowFormat, type RowsOptions, writeRows } from './csv/write-rows.ts';
export type * from './dmn/model.ts';
export { readDmn } from './dmn/read/read-dmn.ts';
export { compileDmn, type DmnAnswer, type DmnProgram } from './dmn/run/program.ts';
export { readXml, type XmlDocument, type XmlElement } from './dmn/read/xml.ts';
