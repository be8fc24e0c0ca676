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

/** What the drawing asks of a canvas; SvgPen of save.js answers it with SVG. */
type Pen = Pick<
  CanvasRenderingContext2D,
  | "fillStyle" | "strokeStyle" | "lineWidth" | "lineJoin" | "globalAlpha" | "font" | "textAlign" | "textBaseline"
  | "beginPath" | "moveTo" | "lineTo" | "bezierCurveTo" | "arc" | "rect" | "closePath" | "setLineDash" | "fill" | "stroke"
  | "fillRect" | "fillText" | "strokeText"
>;

/** What an element is made of; nothing where a part is left out. */
type Child = Node | string | null;
type Attributes = Record<string, string | number>;

// What the file holds. The columns are those of graphkit/maps/data.py and details.py, under the same names.
type Day = number | null; // days since 1970-01-01; null where open

interface Meta {
  title: string;
  day: Day;
  known: Day;
  left_out: number;
  overview_above: number;
  options: object;
  types: Record<string, [color: string, shape: string, description: string]>;
  relations: Record<string, [name: string, inverse: string, chain: number, forward: number, symmetric: number, arrival: "each" | "use" | "any", makes: number]>;
  tiers: string[];
  statuses: string[];
  stages: Record<string, [ladder: string, rank: number]>;
  countries: Record<string, string>;
  technologies: [key: string, name: string][];
  without_country: string[];
  views?: SavedView[];
  open?: string;
  changes?: { since: number; count: number; nodes: [changed: number[], fresh: number[]]; edges: [changed: number[], fresh: number[]] };
  sources: [title: string, publisher: string, published: string, origin: string, grade: string, id: string][];
}

/** A saved view: `sieve` has for each facet 1 and the values that are shown, or 0 and those that are not. */
interface SavedStep {
  title: string;
  text?: string;
  sieve?: Record<string, [only: number, values: string[]]>;
  context?: number; table?: number; matrix?: number;
  focus?: number[]; hops?: number; day?: number;
  select?: number | [edge: number];
  trace?: string;
  color?: string | ColorRule[];
}

interface SavedView extends SavedStep {
  name: string;
  caption?: string | [property: string, texts: [number, string][]];
  notes?: [number, string][];
  steps?: SavedStep[];
}

/** Colour, label, what is looked up here, and the entities that are meant if more than that decides. */
type ColorRule = [color: string, label: string, test: { type?: string; status?: string; country?: string; change?: string }, list?: number[]];

type Band = [tier: number, left: number, right: number, core: number];
type Packed<T> = T[] | { d: T[]; i: number[] };

interface NodeColumns {
  id: string[]; name: string[]; caption: string[]; type: string[]; x: number[]; y: number[]; room: number[];
  tier: number[]; core: number[]; status: string[]; marks: number[]; country: string[]; also: string[];
  native: string[]; sources: string[]; technology?: string[];
}

interface EdgeColumns {
  from: number[]; to: number[]; type: string[]; key: string[]; base: string[]; status: string[]; marks: number[];
  sure: Day[]; planned: number[]; due: Day[]; since: Day[]; until: Day[]; sources: string[];
}

interface Pack {
  ready: boolean;
  failed: string;
  promise: Promise<void> | null;
  edges: { scope: string[]; text: string[]; kind: string[]; one_of: string[]; rule: string[]; claims: number[][] };
  properties: {
    node: number[]; name: string[]; value: string[]; kind: string[]; scope: string[]; rule: string[];
    disputed: number[]; claims: number[][];
  };
  milestones: {
    node: number[]; other: number[]; edge: number[]; element: number[]; stage: string[]; scope: string[];
    kind: string[]; text: string[]; first: Day[]; last: Day[]; rank: number[]; sure: Day[]; status: string[];
    said: Day[]; disputed: number[]; rule: string[]; claims: number[][]; fate: string[];
  };
  observations: {
    node: number[]; metric: string[]; value: string[]; stated: string[]; scope: string[]; kind: string[];
    period: string[]; last: Day[]; current: number[]; disputed: number[]; rule: string[]; claims: number[][];
  };
  conflicts: {
    about: number[][]; what: string[]; severity: string[]; state: string[];
    sides: [text: string, chosen: number, claims: number[]][][]; ruling: string[];
  };
  claims: {
    source: number[]; at: string[]; value: string[]; when: string[]; kind: string[]; basis: string[]; who: string[];
    from: Day[]; to: Day[]; scope: string[]; note: string[];
  };
  changes?: ChangeColumns;
  changesOf?: number[][];
  opinions?: OpinionColumns;
  opinionsOf?: number[][];
  notes: Map<number, [note: string, flags: string[], ids: string[]]>;
  propertiesOf: number[][];
  observationsOf: number[][];
  conflictsOf: number[][];
  elements: number[][];
  elementsOf: number[][];
  elementsOfEdge: number[][];
}

interface OpinionColumns { about: number[][]; day: number[]; author: string[]; title: string[]; text: string[] }

interface ChangeColumns {
  section: string[]; about: number[][]; edge: number[]; what: string[]; old: string[]; new: string[]; change: string[];
  claims: number[][];
}

// What is reckoned of it.

/** The statement of a milestone that counts on a day: `k` is its row. */
interface Standing {
  k: number; kind: string; stage: [ladder: string, rank: number]; status: string; reached: boolean; overdue: boolean;
}

/**
 * A way from one entity to another: `how` is down or up (along the flow), any (against it somewhere, or beyond the
 * chain) or none; entities and relations from its beginning to its end.
 */
interface Way { how: "down" | "up" | "any" | "none"; nodes: number[]; edges: number[] }

/** A step from an entity over a relation: where it leads, or -1. */
type Step = (i: number, j: number) => number;

/**
 * One delivery along the flow of the chain: relation `at` brings something from one entity to another. It ends when its
 * giver is out, or the item that it delivers (-1: not told). `group` is what it counts with at the taker.
 */
interface Delivery { at: number; from: number; to: number; item: number; group: string; spare: boolean }

/**
 * State of each entity (0: not hit), the wave in which it was hit first or, if stopped, stopped; wave in which each
 * delivery ended (0: it did not), by its place in the list; the entities stopped in each wave, from the first; the
 * places of the deliveries to each entity.
 */
interface Outcome {
  state: Uint8Array; wave: Uint16Array; ended: Uint16Array; waves: number[][]; deliveries: Delivery[];
  arriving: Map<number, number[]>;
}

// What is chosen, and what is shown for it.

/** A cell of the matrix: a country ("" not stated, null all) and a tier (null all). */
interface Cell { country: string | null; tier: number | null }

interface View {
  off: Record<string, Set<string>>;
  context: boolean;
  scope: "all" | "overview" | "focus";
  focus: Set<number>; // empty but where scope is focus
  focusName: string;
  day: Day;
  table: boolean;
  node: number;
  edge: number;
  group: number;
  stepped: number;
  trace: "near" | "up" | "down" | "both";
  to: number;
  picking: boolean;
  struck: Set<number>;
  whatIf: boolean;
  matrix: boolean;
  cell: Cell | null;
  color: string;
  news: boolean;
  turned: Set<number> | null;
}

interface Shown {
  node: Uint8Array; edge: Uint8Array; nodes: number; edges: number;
  counts: Record<string, Map<string, number>>; // by facet, how many have a value
}

/** What a walk lights up. */
interface Lights { nodes: Set<number>; edges: Set<number> }

/** What is lit, and the way that is; null where nothing is. */
interface Lit { nodes: Set<number> | null; edges: Set<number> | null; way: Way | null }

/** A facet of the legend: its fields by value. */
interface FacetRows {
  group: HTMLFieldSetElement;
  rows: Map<string, { tick: HTMLInputElement; count: HTMLElement; label: HTMLLabelElement; text: string }>;
}

/** A box of the overview: a type in a tier. */
interface Box { tier: number; type: string; members: number[]; x: number; y: number; column: number; row: number; count: number }

/** A label: lengths in pixels of the window. */
interface Label { i: number; lines: string[]; width: number; whole: boolean; x: number; y: number }

/** The labels of a window: from its corner (l, t) in the plane, at the scale s. */
interface Labels { list: Label[]; at: Map<number, Label>; size: number; row: number; l: number; t: number; s: number }

/** A window on the plane: left, top, right, bottom, and pixels per unit. */
interface Win { l: number; t: number; r: number; b: number; s: number }
