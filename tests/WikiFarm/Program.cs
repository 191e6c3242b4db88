using CampaignDashboard.WikiFarm;

// A farm to look at: dotnet run --project tests/WikiFarm [FOLDER]. It runs until its standard input ends.
// With --prepare: only builds what later starts need, and ends.
if (args is ["--prepare"])
{
    await Farm.Prepare();
    return;
}
var folder = args is [var chosen] ? chosen : Directory.CreateTempSubdirectory("wiki-farm-").FullName;
await using var farm = await Farm.Start(folder);
foreach (var wiki in Farm.Wikis)
{
    Console.WriteLine($"{wiki} {farm.Address(wiki)}");
}
Console.WriteLine("ready");
await Console.In.ReadToEndAsync();
