# The command line and the node, the node compiled ahead of time. Build: docker build -t iobench .
# Run, with what io_uring and a steady clock need, results on the host:
#   docker run --rm --security-opt seccomp=unconfined --user "$(id -u)" -v "$PWD/results:/iobench/results" iobench run --plan quick
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
# There is no history in here to read the version from: --build-arg MinVerVersionOverride=1.2.3
ARG MinVerVersionOverride
RUN apt-get update && apt-get install -y --no-install-recommends clang zlib1g-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY .editorconfig Directory.Build.props Directory.Packages.props global.json IoBench.sln README.md ./
COPY docs ./docs
COPY harness ./harness
COPY bench/plans ./bench/plans
RUN dotnet publish harness/IoBench.Cli -c Release -o /out --nologo -v quiet && rm -r /out/node
RUN dotnet publish harness/IoBench.Node -c Release --use-current-runtime -p:PublishAot=true -o /out/node --nologo -v quiet && rm -f /out/node/*.dbg /out/node/*.pdb /out/node/*.xml

FROM mcr.microsoft.com/dotnet/runtime:10.0-noble AS iobench
WORKDIR /iobench
COPY --from=build /out ./bin
COPY LICENSE THIRD-PARTY.md ./
RUN mkdir results && chown 1654 results
# The ordinary user of these images; who mounts a folder of his own says --user.
USER 1654
ENTRYPOINT ["/iobench/bin/iobench"]
