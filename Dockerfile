FROM denoland/deno:2.9.6

WORKDIR /app
# Owned by the user that runs it: a checkout is changed by the build, and by nothing later.
RUN chown deno:deno /app
USER deno
ENV DENO_DIR=/app/.deno

COPY --chown=deno:deno . .
RUN deno task build && deno task psynapse schema > /dev/null

ENV HOST=0.0.0.0 PORT=8000
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["deno", "eval", "--no-config", "const r = await fetch(`http://127.0.0.1:${Deno.env.get('PORT')}/`, { headers: { accept: 'application/json' } }); Deno.exit(r.ok ? 0 : 1)"]

CMD ["deno", "task", "start"]
