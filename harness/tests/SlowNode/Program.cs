using IoBench.Node;
using IoBench.SlowNode;

// iobench-node's models and servers, and a slowdown that is planted in them: serve ... --plant epoll=0.4,poll=0.45 computes for so many
// microseconds at each message of those models, and says nothing of it.

const string Option = "--plant";
var planted = args.SkipWhile(static word => word != Option).Skip(1).FirstOrDefault();
List<string> words = [.. args];
if (planted is not null) words.RemoveRange(words.IndexOf(Option), 2);
try
{
    return words switch
    {
        ["models", .. var rest] => ModelsVerb.Run(new Arguments("models", [.. rest])),
        ["serve", .. var rest] => ServeVerb.Run(new Arguments("serve", [.. rest, .. Plant.Words(planted, rest)]), static serving => new Silent(serving)),
        _ => throw new UsageException("this one only serves, and tells its models"),
    };
}
catch (UsageException e)
{
    Console.Error.WriteLine($"iobench: {e.Message}");
    return 2;
}
catch (InvalidOperationException e)
{
    Console.Error.WriteLine($"iobench: {e.Message}");
    return 1;
}
