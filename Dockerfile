# The command line and the node, the node compiled ahead of time. Build: docker build -t iobench .
# Run, with what io_uring and a steady clock need, results on the host:
#   docker run --rm --security-opt seccomp=unconfined -v "$PWD/results:/iobench/results" iobench run --plan quick
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
RUN apt-get update && apt-get install -y --no-install-recommends clang zlib1g-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Directory.Build.props Directory.Packages.props global.json IoBench.sln README.md ./
COPY docs ./docs
COPY harness ./harness
RUN dotnet publish harness/IoBench.Cli -c Release -o /out --nologo -v quiet
RUN dotnet publish harness/IoBench.Node -c Release --use-current-runtime -p:PublishAot=true -o /node --nologo -v quiet && rm -f /node/*.dbg /node/*.pdb /node/*.xml

FROM mcr.microsoft.com/dotnet/runtime:10.0-noble AS iobench
WORKDIR /iobench
COPY --from=build /out ./bin
COPY --from=build /node ./node
COPY bench/plans ./bench/plans
COPY LICENSE ./
RUN mkdir results && chown 1654 results
ENV IOBENCH_NODE=/iobench/node/iobench-node
# The ordinary user of these images.
USER 1654
ENTRYPOINT ["/iobench/bin/iobench"]
