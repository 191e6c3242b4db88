using CampaignDashboard.WikiFarm;

// A farm to look at: dotnet run --project tests/WikiFarm [FOLDER]. It runs until its standard input ends.
// With --prepare: only builds what later starts need, and ends.
try
{
    if (args is ["--prepare"])
    {
        await Farm.Prepare();
        return 0;
    }
    var folder = args is [var chosen] ? chosen : Directory.CreateTempSubdirectory("wiki-farm-").FullName;
    await using var farm = await Farm.Start(folder);
    foreach (var wiki in Farm.Wikis)
    {
        Console.WriteLine($"{wiki} {farm.Address(wiki)}");
    }
    Console.WriteLine("ready");
    await Console.In.ReadToEndAsync();
    return 0;
}
catch (InvalidOperationException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
