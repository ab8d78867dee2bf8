/** What the tests use of dmn-moddle, which has no types of its own. */
declare module 'dmn-moddle' {
  export class DmnModdle {
    fromXML(xml: string): Promise<{
      readonly warnings: readonly unknown[];
      readonly rootElement: {
        readonly dmnDI: { readonly diagrams: readonly [{ readonly diagramElements: readonly unknown[] }] };
      };
    }>;
  }
}
