using IoBench.Linux;
using IoBench.Load;
using IoBench.Node;

// Standard output is data, one JSON object a line; standard error is for people. 0 done, 1 failed, 2 usage, 3 not to be trusted.
try
{
    return args switch
    {
        ["models", .. var rest] => ModelsVerb.Run(new Arguments("models", rest)),
        ["serve", .. var rest] => ServeVerb.Run(new Arguments("serve", rest)),
        ["load", .. var rest] => LoadVerb.Run(new Arguments("load", rest)),
        ["echo", .. var rest] => EchoVerb.Run(new Arguments("echo", rest)),
        ["probe-calls", .. var rest] => ProbeVerb.Run(new Arguments("probe-calls", rest)),
        ["call-costs", .. var rest] => CallCostsVerb.Run(new Arguments("call-costs", rest)),
        ["floor", .. var rest] => FloorVerb.Run(new Arguments("floor", rest)),
        [] => throw new UsageException("name what to do: iobench-node models, serve, load, echo, floor, probe-calls or call-costs"),
        [var unknown, ..] => throw new UsageException($"unknown verb '{unknown}'; there are models, serve, load, echo, floor, probe-calls and call-costs"),
    };
}
catch (UsageException e)
{
    return Fail(e.Message, 2);
}
catch (Exception e) when (e is LoadException or SystemCallException or InvalidOperationException)
{
    return Fail(e.Message, 1);
}

static int Fail(string message, int exitCode)
{
    Console.Error.WriteLine($"iobench: {message}");
    return exitCode;
}
