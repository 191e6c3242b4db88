using CampaignDashboard.Host;
using CampaignDashboard.Host.Commands;

try
{
    return CommandLine.Parse(args) switch
    {
        Command.ShowLog c => await ShowLog.Run(c, Console.Error),
        Command.ListProjections c => await ListProjections.Run(c, Console.Out, Console.Error),
        Command.RebuildProjection c => await RebuildProjection.Run(c, Console.Error),
        Command.Serve c => await Dashboard.Serve(c.Settings),
        _ => Show(Command.Help.Text),
    };
}
catch (WrongUseException wrong)
{
    await Console.Error.WriteLineAsync($"{wrong.Message} See 'dashboard help'.");
    return 2;
}

static int Show(string text)
{
    Console.WriteLine(text);
    return 0;
}

/// <summary>The entry point, named so that tests can host it.</summary>
public partial class Program;
