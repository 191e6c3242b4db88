using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace CampaignDashboard.Host;

/// <summary>Serilog to the console, one line an event; levels by <c>Logging:LogLevel</c>.</summary>
internal static class Logging
{
    public static Logger Configure(WebApplicationBuilder builder) => Configure(builder, LogEventLevel.Debug, null);

    /// <summary>For a command: to standard error, and only what is wrong.</summary>
    public static Logger ConfigureForCommand(WebApplicationBuilder builder) =>
        Configure(builder, LogEventLevel.Warning, LogEventLevel.Verbose);

    private static Logger Configure(WebApplicationBuilder builder, LogEventLevel least, LogEventLevel? toErrorsFrom)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Debug()
            .Enrich.FromLogContext()
            .WriteTo.Console(
                restrictedToMinimumLevel: least,
                outputTemplate: "{Timestamp:HH:mm:ss.fff} {Level:u3} {SourceContext:l} {Message:lj}{NewLine}{Exception}",
                formatProvider: CultureInfo.InvariantCulture,
                standardErrorFromLevel: toErrorsFrom
            )
            .CreateLogger();
        builder.Logging.ClearProviders();
        // AddSerilog would add a rule that lets everything through, whatever Logging:LogLevel says; among it the addresses
        // of all requests, and with them the codes of sign-ins.
        builder.Logging.AddProvider(new SerilogLoggerProvider(logger));
        return logger;
    }
}
