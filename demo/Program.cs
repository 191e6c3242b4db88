using CampaignDashboard.Demo;

// Real wikis, the Host, and the main job played on them, until Ctrl-C. With --once it ends when it has printed.
if (args is not ([] or ["--once"]))
{
    await Console.Error.WriteLineAsync("Usage: CampaignDashboard.Demo [--once]");
    return 2;
}
return await Demonstration.Run(once: args is ["--once"]);
