/**
 * The board's picture: one image a frame, and the motions between two views. It only draws what it is given, and only
 * while something changes: a board at rest costs no battery. Clicks, keys and words belong to the page's grid over it.
 */
import { AUTO, Game, type GameObjects, Renderer, Scale, Scene } from 'phaser';
import { faceOf, type Geometry, type Motion, placeOf, type Tile } from './model.ts';
import { PAINTS, paintTile } from './textures.ts';

export interface Stage {
  geometry: Geometry;
  /** Places of the swap slots in the stage, in CSS pixels. */
  slots: { x: number; y: number; size: number }[];
  width: number;
  height: number;
  theme: 'light' | 'dark';
  calm: boolean;
}

const MOVE_MS = 420;
/** Pictures drawn after the last change, so that the last one is on the screen. */
const SETTLING = 3;

class BoardScene extends Scene {
  private images: GameObjects.Image[] = [];
  private faces: string[] = [];
  private stage: Stage | null = null;
  private ratio = 1;
  private left = SETTLING;

  constructor() {
    super('board');
  }

  /** Phaser's clock stands still while nothing moves. */
  override update(): void {
    if (this.tweens.getTweens().length > 0) this.left = SETTLING;
    else if (--this.left <= 0) this.game.loop.sleep();
  }

  /** Draws again, from now on and not from when the clock stopped. */
  stir(): void {
    this.left = SETTLING;
    if (this.game.loop.running) return;
    this.game.loop.resetDelta();
    this.game.loop.wake();
  }

  /** Takes a new stage: textures of another size or theme are painted afresh. */
  arrange(stage: Stage, ratio: number): void {
    const before = this.stage;
    const same =
      before !== null &&
      before.geometry.tile === stage.geometry.tile &&
      before.theme === stage.theme &&
      this.ratio === ratio;
    this.stage = stage;
    this.ratio = ratio;
    this.scale.resize(Math.max(1, stage.width * ratio), Math.max(1, stage.height * ratio));
    if (same) {
      for (const pfn of this.faces.keys()) this.settle(pfn);
      return;
    }
    // What is on its way goes as well: it would be drawn with a texture that is gone.
    this.tweens.killAll();
    for (const one of [...this.children.getAll()]) one.destroy();
    this.images = [];
    this.faces = [];
    for (const key of this.textures.getTextureKeys()) if (key.startsWith('tile:')) this.textures.remove(key);
  }

  /** Whether anything has changed. */
  show(tiles: readonly Tile[], motions: readonly Motion[]): boolean {
    if (this.stage === null) return false;
    const moving = this.stage.calm ? [] : motions;
    for (const motion of moving) if (motion.type === 'out') this.fly(motion);
    const fresh = tiles.filter((tile) => this.put(tile));
    for (const motion of moving) if (motion.type !== 'out') this.move(motion);
    return fresh.length > 0 || moving.length > 0;
  }

  private put(tile: Tile): boolean {
    const face = `tile:${faceOf(tile)}`;
    if (this.faces[tile.pfn] === face) return false;
    if (!this.textures.exists(face) && this.stage !== null) {
      const { geometry, theme } = this.stage;
      this.textures.addCanvas(face, paintTile(tile, geometry.tile, this.ratio, PAINTS[theme]));
    }
    this.faces[tile.pfn] = face;
    const image = this.images[tile.pfn];
    if (image !== undefined) {
      image.setTexture(face);
      return true;
    }
    this.images[tile.pfn] = this.add.image(0, 0, face);
    this.settle(tile.pfn);
    return true;
  }

  private settle(pfn: number): void {
    const at = this.middle(pfn);
    this.images[pfn]?.setPosition(at.x, at.y).setScale(1).setAlpha(1);
  }

  private middle(pfn: number): { x: number; y: number } {
    if (this.stage === null) return { x: 0, y: 0 };
    const { geometry } = this.stage;
    const { x, y } = placeOf(geometry, pfn);
    const half = geometry.tile / 2;
    return { x: (x + half) * this.ratio, y: (y + half) * this.ratio };
  }

  private slot(index: number): { x: number; y: number; scale: number } {
    const place = this.stage?.slots[index];
    if (place === undefined || this.stage === null) return { x: 0, y: 0, scale: 0 };
    const half = place.size / 2;
    return {
      x: (place.x + half) * this.ratio,
      y: (place.y + half) * this.ratio,
      scale: place.size / this.stage.geometry.tile,
    };
  }

  /** A page leaves for its slot, or sinks where it is when nothing has to be kept. */
  private fly({ pfn, slot }: Motion): void {
    const face = this.faces[pfn];
    if (face === undefined) return;
    const from = this.middle(pfn);
    const ghost = this.add.image(from.x, from.y, face).setDepth(2);
    const to = slot >= 0 ? this.slot(slot) : { ...from, scale: 0.2 };
    this.tweens.add({
      targets: ghost,
      x: to.x,
      y: to.y,
      scale: to.scale,
      alpha: slot >= 0 ? 1 : 0,
      duration: MOVE_MS,
      ease: 'Cubic.easeInOut',
      onComplete: () => ghost.destroy(),
    });
  }

  private move(motion: Motion): void {
    const image = this.images[motion.pfn];
    if (image === undefined) return;
    const at = this.middle(motion.pfn);
    if (motion.type === 'in' && motion.slot >= 0) {
      const from = this.slot(motion.slot);
      image.setPosition(from.x, from.y).setScale(from.scale).setDepth(2);
      this.tweens.add({
        targets: image,
        x: at.x,
        y: at.y,
        scale: 1,
        duration: MOVE_MS,
        ease: 'Cubic.easeInOut',
        onComplete: () => image.setDepth(0),
      });
    } else if (motion.type === 'wipe') {
      this.wipe(at);
    } else if (motion.type === 'appear') {
      image.setScale(0.7);
      this.tweens.add({ targets: image, scale: 1, duration: 220, ease: 'Back.easeOut' });
    }
  }

  /** A blank sheet drawn over the tile and away again. */
  private wipe(at: { x: number; y: number }): void {
    if (this.stage === null) return;
    const size = (this.stage.geometry.tile - 3) * this.ratio;
    const color = this.stage.theme === 'dark' ? 0xf5f0e3 : 0x1b1a17;
    const blade = this.add.rectangle(at.x - size / 2, at.y, 3 * this.ratio, size, color).setDepth(3);
    this.tweens.add({
      targets: blade,
      x: at.x + size / 2,
      duration: 300,
      onComplete: () => blade.destroy(),
    });
  }
}

export interface BoardPicture {
  arrange(stage: Stage): void;
  show(tiles: readonly Tile[], motions: readonly Motion[]): void;
  destroy(): void;
}

/** Starts Phaser in an element; resolves when its scene can draw. */
export function startBoard(parent: HTMLElement): Promise<BoardPicture> {
  const ratio = Math.min(2, devicePixelRatio || 1);
  return new Promise((resolve) => {
    const scene = new BoardScene();
    const game = new Game({
      type: AUTO,
      parent,
      width: 64,
      height: 64,
      transparent: true,
      banner: false,
      audio: { noAudio: true },
      input: false,
      scale: { mode: Scale.NONE },
      fps: { limit: 30 },
      scene,
    });
    game.events.once('ready', () => {
      game.canvas.setAttribute('aria-hidden', 'true');
      game.canvas.tabIndex = -1;
      if (game.renderer instanceof Renderer.WebGL.WebGLRenderer)
        game.renderer.on('restorewebgl', () => scene.stir());
      resolve({
        arrange(stage) {
          scene.arrange(stage, ratio);
          scene.stir();
        },
        show(tiles, motions) {
          if (scene.show(tiles, motions)) scene.stir();
        },
        destroy() {
          // Phaser takes itself down on its next step.
          scene.stir();
          game.destroy(true);
        },
      });
    });
  });
}
