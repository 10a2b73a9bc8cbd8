import type { CatalogSnapshot, Nodepack, OpFileName } from "../catalog/types.ts";
import { HostProcess, type HostSettings } from "./host_process.ts";
import type { HelpRequest, HostLease, Hosts, LeaseRequest } from "./hosts.ts";
import { PooledLease } from "./pooled_lease.ts";

/** How many hosts there may be, and for how long. Times in milliseconds. */
export interface PoolLimits {
  /** Hosts at work at once, of all packs. A single run may exceed it when it needs more packs. */
  maxHosts: number;
  /** Hosts of one pack that are started without waiting for one to come free: as many as there are cores. */
  eagerHosts: number;
  /** How long none has to come free, while a run waits for one, before another one is started. */
  patience: number;
  /** The same while one is about to start: on a machine that is slow, more of them make it slower. */
  startPatience: number;
  /** How long a host may take to load its pack before it is ended. */
  startTime: number;
  /** How long a host that is not needed is kept; one of each pack is kept for good. */
  idleTime: number;
  /** How long ops may take to heed their signal when a run is stopped. */
  grace: number;
  /** How long a host that is ready may take to answer at the begin of a run. */
  greeting: number;
}

/** What {@link HostPool} uses where nothing else is said. */
export const POOL_LIMITS: PoolLimits = {
  maxHosts: 64,
  eagerHosts: navigator.hardwareConcurrency,
  patience: 30,
  startPatience: 1_000,
  startTime: 30_000,
  idleTime: 60_000,
  grace: 50,
  greeting: 2_000,
};

const CLOSED = "The engine is closed";

interface Waiter {
  request: LeaseRequest;
  since: number;
  grant(): void;
  refuse(reason: Error): void;
}

interface PackHosts {
  idle: HostProcess[];
  /** Leased, of those that come back. */
  busy: number;
  /** Started and not ready yet. */
  starting: number;
  /** When one was last started, became ready or came free. */
  lastMove: number;
}

/**
 * The hosts of all packs. A host is at work for one run at a time and is used again afterwards. A run gets all hosts
 * that it needs at once, so that no two runs can wait for each other.
 */
export class HostPool implements Hosts {
  readonly #limits: PoolLimits;
  readonly #settings: HostSettings;
  readonly #packs = new Map<string, PackHosts>();
  readonly #all = new Set<HostProcess>();
  readonly #waiting: Waiter[] = [];
  readonly #idleTimers = new Map<HostProcess, ReturnType<typeof setTimeout>>();
  #files: Map<string, { version: string; files: OpFileName[] }> | undefined;
  #atWork = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(settings: HostSettings, limits: Partial<PoolLimits> = {}) {
    this.#settings = settings;
    this.#limits = { ...POOL_LIMITS, ...limits };
  }

  /** Each pack has a host of its own. */
  hostOf(pack: string): string {
    return pack;
  }

  /** Follows the catalog: idle hosts of packs that changed are ended now, those at work when they come back. */
  update(catalog: CatalogSnapshot): void {
    this.#files = filesOfPacks(catalog);
    for (const [key, { idle, busy }] of this.#packs) {
      for (const host of idle.filter((host) => !this.#isCurrent(host.pack))) {
        void this.#discard(host);
      }
      if (idle.length + busy === 0) this.#packs.delete(key);
    }
  }

  /** Process ids of all hosts, for those who look whether they are gone. */
  get pids(): number[] {
    return Array.from(this.#all, (host) => host.pid);
  }

  /** @inheritdoc */
  lease(request: LeaseRequest): Promise<HostLease[]> {
    const { signal } = request;
    const granted = Promise.withResolvers<HostLease[]>();
    if (this.#closed) return Promise.reject(new Error(CLOSED));
    if (signal.aborted) return Promise.reject(signal.reason);
    const waiter: Waiter = {
      request,
      since: performance.now(),
      grant: () => {
        signal.removeEventListener("abort", onAbort);
        granted.resolve(request.packs.map((pack) => this.#take(pack, request.envVars)));
      },
      refuse: (reason) => {
        signal.removeEventListener("abort", onAbort);
        granted.reject(reason);
      },
    };
    const onAbort = () => {
      this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
      granted.reject(signal.reason);
      this.#serve();
    };
    signal.addEventListener("abort", onAbort, { once: true });
    this.#waiting.push(waiter);
    this.#serve();
    return granted.promise;
  }

  /** @inheritdoc */
  tryLease({ pack, envVars, resting, mayStart }: HelpRequest): HostLease | undefined {
    const { eagerHosts, maxHosts } = this.#limits;
    if (this.#closed || this.#waiting.length > 0 || !this.#isCurrent(pack)) return undefined;
    if (this.#atWork - resting >= eagerHosts || this.#atWork >= maxHosts) return undefined;
    const { idle, starting } = this.#hostsOf(pack);
    const isStarted = idle.length === 0 || Object.keys(envVars).length > 0;
    if (isStarted && (!mayStart || starting > 0)) return undefined;
    return this.#take(pack, envVars);
  }

  /** Sees to it that a pack has a host ready or at work; resolves when a host that it started is ready. */
  async warm(pack: Nodepack): Promise<void> {
    if (this.#closed || !this.#isCurrent(pack)) return;
    const hosts = this.#hostsOf(pack);
    if (hosts.idle.length + hosts.busy > 0) return;
    const host = this.#spawn(pack, {});
    this.#putIdle(host);
    // One that ends instead is seen by whoever needs it.
    await host.ready.catch(() => {});
  }

  /** Takes a host that was started elsewhere, ready to work. */
  adopt(host: HostProcess): void {
    if (this.#closed || host.hasEnded) return void host.kill();
    this.#track(host);
    this.#putIdle(host);
  }

  /** Ends all hosts. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    for (const waiter of this.#waiting.splice(0)) waiter.refuse(new Error(CLOSED));
    await Promise.all(Array.from(this.#all).map((host) => this.#discard(host)));
  }

  /** Grants what can be granted, in order. Who waits for a pack keeps others from overtaking on that pack. */
  #serve(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    const claimed = new Set<string>();
    let wait = Infinity;
    for (const waiter of this.#waiting.slice()) {
      const { packs, envVars } = waiter.request;
      let mostWait = 0;
      const isFull = this.#atWork > 0 && this.#atWork + packs.length > this.#limits.maxHosts;
      if (isFull) break;
      const isOwn = Object.keys(envVars).length > 0;
      const mayTake = packs.every((pack) => {
        if (claimed.has(pack.name)) return false;
        const { idle, busy, starting, lastMove } = this.#hostsOf(pack);
        const { eagerHosts, patience, startPatience } = this.#limits;
        if (isOwn ? starting < eagerHosts : idle.length > 0 || busy < eagerHosts) return true;
        const since = Math.max(waiter.since, lastMove);
        const rest = (starting > 0 ? startPatience : patience) - (performance.now() - since);
        mostWait = Math.max(mostWait, rest);
        return rest <= 0;
      });
      if (mayTake) {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        waiter.grant();
      } else {
        for (const pack of packs) claimed.add(pack.name);
        // What else there is to wait for calls this when it comes.
        if (mostWait > 0) wait = Math.min(wait, mostWait);
      }
    }
    if (wait !== Infinity) this.#retry = setTimeout(() => this.#serve(), wait);
  }

  #take(pack: Nodepack, envVars: Record<string, string>): HostLease {
    const isOwn = Object.keys(envVars).length > 0;
    const hosts = this.#hostsOf(pack);
    const spare = isOwn ? undefined : hosts.idle.pop();
    if (spare) clearTimeout(this.#idleTimers.get(spare));
    this.#atWork++;
    if (!isOwn) hosts.busy++;
    return new PooledLease(spare ?? this.#spawn(pack, envVars), {
      grace: this.#limits.grace,
      greeting: this.#limits.greeting,
      spawn: () => this.#spawn(pack, envVars),
      giveBack: async (host, reusable) => {
        const isKept = reusable && !isOwn && !this.#closed && this.#isCurrent(pack) &&
          !await this.#settings.memory?.isGrown(host.pid);
        // It may have been closed meanwhile.
        if (isKept && !this.#closed) this.#putIdle(host);
        else await this.#discard(host);
        this.#atWork--;
        if (!isOwn) {
          hosts.busy--;
          hosts.lastMove = performance.now();
        }
        // In place of one that was ended.
        if (!isOwn) void this.warm(pack);
        this.#serve();
      },
    });
  }

  #putIdle(host: HostProcess): void {
    const { idle } = this.#hostsOf(host.pack);
    idle.push(host);
    const timer = setTimeout(() => {
      if (idle.length > 1) void this.#discard(host);
    }, this.#limits.idleTime);
    Deno.unrefTimer(timer);
    this.#idleTimers.set(host, timer);
  }

  #spawn(pack: Nodepack, envVars: Record<string, string>): HostProcess {
    const files = this.#files?.get(pack.name)?.files ?? pack.files;
    const host = new HostProcess({ ...this.#settings, pack, files, envVars });
    this.#track(host);
    const hosts = this.#hostsOf(pack);
    hosts.starting++;
    hosts.lastMove = performance.now();
    const timer = setTimeout(() => void host.kill(), this.#limits.startTime);
    const started = () => {
      clearTimeout(timer);
      hosts.starting--;
      hosts.lastMove = performance.now();
      if (!this.#closed) this.#serve();
    };
    host.ready.then(started, started);
    return host;
  }

  #track(host: HostProcess): void {
    this.#all.add(host);
    void host.ended.then(() => this.#forget(host));
  }

  #forget(host: HostProcess): void {
    this.#all.delete(host);
    clearTimeout(this.#idleTimers.get(host));
    this.#idleTimers.delete(host);
    const { idle } = this.#hostsOf(host.pack);
    const at = idle.indexOf(host);
    if (at !== -1) idle.splice(at, 1);
  }

  async #discard(host: HostProcess): Promise<void> {
    this.#forget(host);
    this.#all.add(host);
    await host.kill();
    this.#all.delete(host);
  }

  #isCurrent(pack: Nodepack): boolean {
    return this.#files === undefined || this.#files.get(pack.name)?.version === pack.version;
  }

  #hostsOf(pack: Nodepack): PackHosts {
    const key = `${pack.name}\n${pack.version}\n${pack.dir}`;
    let hosts = this.#packs.get(key);
    if (!hosts) this.#packs.set(key, hosts = { idle: [], busy: 0, starting: 0, lastMove: 0 });
    return hosts;
  }
}

/** For each pack the files that hold its ops: files that do not load are left out. */
function filesOfPacks(
  { packs, ops }: CatalogSnapshot,
): Map<string, { version: string; files: OpFileName[] }> {
  return new Map(packs.map((pack) => {
    const used = new Set(ops.filter((op) => op.schema.pack === pack.name).map((op) => op.file));
    return [pack.name, {
      version: pack.version,
      files: pack.files.filter((file) => used.has(file)),
    }];
  }));
}
