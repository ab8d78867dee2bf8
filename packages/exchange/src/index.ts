export { type RowColumn, type RowFormat, type RowsOptions, writeRows } from './csv/write-rows.ts';
export { type DmnDocument, type DmnImport, importDmn } from './dmn/import/import-dmn.ts';
export type * from './dmn/model.ts';
export { readDmn } from './dmn/read/read-dmn.ts';
export { readXml, type XmlDocument, type XmlElement } from './dmn/read/xml.ts';
export { compileDmn, type DmnAnswer, type DmnProgram } from './dmn/run/program.ts';
export { type Exported, exportTable } from './xlsx/export-table.ts';
export { type Imported, type ImportOptions, importTable, openTable, type TableWorkbook } from './xlsx/import-table.ts';
export { type CellChange, describeDiff, isSame, type RowChange, type TableDiff } from './xlsx/table-diff.ts';
