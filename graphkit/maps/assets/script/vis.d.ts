// vis-network stands before the script as pyvis ships it; what is used of it here.
declare const vis: {
  DataSet: new (rows: object[]) => object;
  Network: new (box: HTMLElement, data: object, options: object) => VisNetwork;
};

interface Point { x: number; y: number }

interface VisNetwork {
  redraw(): void;
  DOMtoCanvas(point: Point): Point;
  getScale(): number;
  getViewPosition(): Point;
  moveTo(to: { position: Point; scale: number; animation: boolean }): void;
  setSize(width: string, height: string): void;
  on(event: "beforeDrawing", act: (pen: CanvasRenderingContext2D) => void): void;
  on(event: string, act: (event: { pointer: { DOM: Point } }) => void): void;
}
