export { readXml, type XmlDocument, type XmlElement } from './dmn/xml.ts';
